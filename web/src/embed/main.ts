// embed.js
import { BorrowLab } from './borrow-lab';
import { frames } from './frames';
import { upgrade } from './upgrade';

const own = import.meta.url;

if (customElements.get('borrow-lab') === undefined) {
  customElements.define('borrow-lab', BorrowLab);
  frames(own.replace(/[^/]*$/, 'embed.html'));
  upgrade();
}

export { BorrowLab };
