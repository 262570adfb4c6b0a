// Tuta draws a message into a shadow root on an ordinary element.

const template = /** @type {HTMLTemplateElement} */ (document.getElementById('message'));
const app = /** @type {HTMLElement} */ (document.getElementById('app'));

function draw() {
  const host = document.createElement('div');
  host.id = 'mail-body';
  app.replaceChildren(host);
  const body = document.createElement('div');
  body.id = 'shadow-mail-body';
  body.dataset.testid = 'mailBody_label';
  body.append(template.content.cloneNode(true));
  host.attachShadow({ mode: 'open' }).append(body);
}

window.addEventListener('redraw', draw);
draw();
