import { createStore } from '../desk/store';

export type ThemeChoice = 'system' | 'dark' | 'light';
const KEY = 'oms.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');

export const themeChoice = createStore<ThemeChoice>(read());

/** Follows the system until someone chooses; the choice is remembered on this machine. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  themeChoice.set(choice);
  apply();
}

export function effectiveTheme(): 'dark' | 'light' {
  const choice = themeChoice.get();
  if (choice !== 'system') return choice;
  return systemDark.matches ? 'dark' : 'light';
}

function apply(): void {
  document.documentElement.dataset.theme = effectiveTheme();
}

function read(): ThemeChoice {
  const held = localStorage.getItem(KEY);
  return held === 'dark' || held === 'light' ? held : 'system';
}

systemDark.addEventListener('change', apply);
apply();
