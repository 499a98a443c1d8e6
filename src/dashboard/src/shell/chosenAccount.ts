import { createStore } from '../desk/store';

const KEY = 'oms.account';

/** The account all screens look at; null means all of them. */
export const chosenAccount = createStore<string | null>(localStorage.getItem(KEY));

export function chooseAccount(account: string | null): void {
  if (account === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, account);
  chosenAccount.set(account);
}
