// The mailbox's own script: shows the mail that the address names, opens links as Gmail does, and works the demo's
// switch.

const pane = /** @type {HTMLElement} */ (document.querySelector('main'));
const journey = /** @type {HTMLElement} */ (document.querySelector('.journey'));

function showMail() {
  const name = location.hash.replace('#inbox/', '') || 'rewritten';
  const template = document.getElementById(name);
  if (!(template instanceof HTMLTemplateElement)) return;
  pane.replaceChildren(template.content.cloneNode(true));
  pane.dataset.mail = name;
  for (const row of document.querySelectorAll('.row')) {
    row.toggleAttribute('aria-current', row.getAttribute('href') === `#inbox/${name}`);
  }
}

/**
 * Gmail's way with a click: not the link's address but the second one, unless somebody else took the click.
 *
 * @param {MouseEvent} event
 */
function openAsGmailDoes(event) {
  const link = event.target instanceof Element ? event.target.closest('a[data-saferedirecturl]') : null;
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  window.open(link.getAttribute('data-saferedirecturl') ?? '', '_blank', 'noopener');
}

/** @param {string} address */
function step(address) {
  const { host, pathname, search } = new URL(address);
  const item = document.createElement('li');
  item.dataset.end = host === 'start.atlassian.com' || host === 'home.atlassian.com' ? 'lost' : '';
  const name = document.createElement('b');
  name.textContent = host;
  item.append(name, pathname.length > 1 ? `${pathname.slice(0, 60)}${search && '?…'}` : '');
  return item;
}

async function showJourney() {
  if (document.visibilityState !== 'visible') return;
  /** @type {string[]} */
  const steps = await (await fetch('/demo/journey')).json();
  if (steps.length === 0) return;
  journey.querySelector('ol')?.replaceChildren(...steps.map(step));
  journey.hidden = false;
}

/** @param {HTMLButtonElement} button */
async function turnExtension(button) {
  for (const each of document.querySelectorAll('button')) each.disabled = true;
  await fetch('/demo/extension', { method: 'POST', body: button.dataset.extension ?? '' });
  location.reload();
}

window.addEventListener('hashchange', showMail);
document.addEventListener('click', openAsGmailDoes);
document.addEventListener('visibilitychange', showJourney);
for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => button.getAttribute('aria-pressed') === 'false' && turnExtension(button));
}
showMail();
