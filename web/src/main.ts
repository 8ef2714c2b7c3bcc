import './app/bl-app';
import { applyStoredTheme } from './app/theme';

applyStoredTheme();
