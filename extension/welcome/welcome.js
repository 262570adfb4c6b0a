// The welcome page, after a person's own first installation: what Straightway does, shown on an example.

import { isFirefox } from '../browser.js';
import { language } from '../content/language.js';
import { noteOn } from '../content/note.js';
import { icon, rich } from '../content/surface.js';
import { ask, localise, make, message, part, say } from '../page.js';
import { clickOn, drawWay, paragraphs } from '../way.js';

/** An invitation as a gateway leaves it. Nothing of it is ever opened. */
const EXAMPLE = 'https://urldefense.com/v3/__https://id.atlassian.com/invite/p/jira?id=EXAMPLE__;!!EXAMPLE$';

localise();
document.title = message('welcome_title');
part('pin').textContent = message(isFirefox() ? 'welcome_pin_firefox' : 'welcome_pin_chrome');

const checked = await ask({ kind: 'check', href: EXAMPLE }, 'checked');
if (checked !== null && checked.judgement.verdict === 'accept') {
  const { judgement, mode, gateways } = checked;
  const names = Object.fromEntries(gateways.map(({ id, name }) => [id, name]));
  const { mark, tone } = noteOn(judgement, { mode, names, language: language() });
  part('mark').append(
    make('span', { class: 'mark', 'data-tone': tone }, icon(document, tone), make('span', {}, ...rich(document, mark))),
  );
  part('accept').addEventListener('click', () => {
    part('result').replaceChildren(
      drawWay(EXAMPLE, checked),
      ...paragraphs('p', [clickOn(checked)]),
      say('p', 'welcome_done'),
    );
  });
}
document.body.hidden = false;
