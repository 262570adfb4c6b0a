// The first of the content scripts: the style sheets of everything we show in a mail page, as text for its shadow roots.

import note from '../styles/note.css' with { type: 'text' };
import tokens from '../styles/tokens.css' with { type: 'text' };

globalThis.straightwayStyles = tokens + note;
