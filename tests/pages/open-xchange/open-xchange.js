// App Suite fills the message's frame from its model, each time that changes.

const template = /** @type {HTMLTemplateElement} */ (document.querySelector('template'));
const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe'));

const draw = () => frame.contentDocument?.body.replaceChildren(template.content.cloneNode(true));

frame.addEventListener('load', draw);
window.addEventListener('redraw', draw);
draw();
