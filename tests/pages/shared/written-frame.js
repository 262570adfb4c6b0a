// Webmails that write a message into an empty frame: the one with `data-written` is filled from the template, by
// `document.write` as they do it.

const template = /** @type {HTMLTemplateElement} */ (document.querySelector('template'));
const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe[data-written]'));

function draw() {
  frame.contentDocument?.open();
  frame.contentDocument?.write(`<!doctype html><html><head></head><body>${template.innerHTML}</body></html>`);
  frame.contentDocument?.close();
}

window.addEventListener('redraw', draw);
draw();
