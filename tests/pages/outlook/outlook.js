// Outlook's own way with a press.

const app = /** @type {HTMLElement} */ (document.getElementById('app'));
const addresses = new WeakMap(
  [...document.links].map((link) => /** @type {const} */ ([link, link.getAttribute('href') ?? ''])),
);

/** @param {Event} event */
const linkAt = (event) => (event.target instanceof Element ? event.target.closest('a') : null);

app.addEventListener(
  'mousedown',
  (event) => {
    const link = linkAt(event);
    if (link) link.setAttribute('href', addresses.get(link) ?? link.href);
  },
  true,
);

for (const type of ['click', 'auxclick']) {
  app.addEventListener(
    type,
    (event) => {
      const link = linkAt(event);
      if (!link) return;
      event.preventDefault();
      const address = link.getAttribute('originalsrc') ?? link.href;
      window.open(`/mail/safelink.html?url=${encodeURIComponent(address)}`, '_blank', 'noopener');
    },
    true,
  );
}
