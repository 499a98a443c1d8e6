import { useStore } from '../desk/store';
import { icons } from './icons';
import { chooseTheme, effectiveTheme, themeChoice } from './theme';

/** One press switches to the other theme; the user menu offers to follow the system again. */
export function ThemeToggle() {
  useStore(themeChoice);
  const next = effectiveTheme() === 'dark' ? 'light' : 'dark';
  return (
    <button type="button" className="button quiet icon" data-testid="theme-toggle" title={`Switch to the ${next} theme`}
      aria-label={`Switch to the ${next} theme`} onClick={() => chooseTheme(next)}>
      {next === 'light' ? icons.sun : icons.moon}
    </button>
  );
}
