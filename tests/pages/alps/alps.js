// alps draws a message again by loading its frame again.

window.addEventListener('redraw', () => {
  const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe'));
  frame.src = String(frame.src);
});
