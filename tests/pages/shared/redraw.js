// What every webmail does when a message is opened again: its markup comes back as it was.

const messages = [...document.querySelectorAll('[data-draw]')];
const drawn = messages.map(({ innerHTML }) => innerHTML);

window.addEventListener('redraw', () => {
  messages.forEach((message, i) => {
    message.innerHTML = drawn[i] ?? '';
  });
});
