// The content script on id.atlassian.com. It says that a page was reached and no more: which one, the browser says. Nothing
// on the page is read. When the login there would lose the invitation that this tab came for, a bar offers it again.

import bar from '../styles/bar.css' with { type: 'text' };
import tokens from '../styles/tokens.css' with { type: 'text' };
import { send } from '../send.js';
import { inLanguage } from './language.js';
import { build, createSurface, rich, words } from './surface.js';

/** @param {import('../protocol.js').Remembered} invitation */
function offer({ target, place }) {
  if (target === null) return;
  globalThis.straightwayStyles = tokens + bar;
  const { host, root } = createSurface(document);
  const close = build(document, 'button', { type: 'button' }, words(['detour_close']));
  close.addEventListener('click', () => host.remove());
  root.append(
    build(
      document,
      'section',
      { class: 'bar', 'aria-label': words(['extension_name']), ...inLanguage() },
      build(
        document,
        'p',
        { role: 'status' },
        ...rich(document, place === null ? ['detour_what'] : ['detour_what_by', place]),
      ),
      build(document, 'a', { href: target }, words(['landing_open'])),
      close,
    ),
  );
  document.documentElement.append(host);
}

send({ kind: 'arrived' }).then((reply) => {
  if (reply?.kind === 'detour') offer(reply.invitation);
});
