// Gmail's own way with a click, and with a message that is opened again.

const messages = [...document.querySelectorAll('.a3s')];
const drawn = messages.map(({ innerHTML }) => innerHTML);

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-saferedirecturl]') : null;
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  window.open(link.getAttribute('data-saferedirecturl') ?? '', '_blank', 'noopener');
});

window.addEventListener('redraw', () => {
  messages.forEach((message, i) => {
    message.innerHTML = drawn[i] ?? '';
  });
});
