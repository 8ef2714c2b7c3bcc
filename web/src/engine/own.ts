// Each lab has an engine of its own: imported first by the pages of the site.
import { Engine } from './client';
import { useEngines } from './engines';

useEngines(() => new Engine());
