// embed.html: its style comes with its script, so that a frame of an opaque origin needs nothing else.
import './engine/own';
import './embed/bl-embed';
import style from './style.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets.push(sheet);
