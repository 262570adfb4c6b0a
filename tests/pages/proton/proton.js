// Proton's own way with a message and its links.

const template = /** @type {HTMLTemplateElement} */ (document.getElementById('message'));
const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe'));
const question = /** @type {HTMLElement} */ (document.getElementById('confirm'));

function draw() {
  const message = frame.contentDocument;
  if (message === null) return;
  message.open();
  message.write(`<!doctype html><html><head></head><body>${template.innerHTML}</body></html>`);
  message.close();
  message.getElementById('proton-root')?.addEventListener('click', (event) => {
    // Of the frame's own kind, so this page's `instanceof` does not know it.
    const address = /** @type {Element} */ (event.target).closest('a')?.getAttribute('href');
    if (!address) return;
    event.preventDefault();
    question.querySelector('a')?.setAttribute('href', address);
    question.hidden = false;
  });
}

question.addEventListener('click', () => (question.hidden = true));
window.addEventListener('redraw', draw);
draw();
