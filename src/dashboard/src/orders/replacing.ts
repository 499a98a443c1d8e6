import { createStore } from '../desk/store';

/** The id of the order whose replace dialog is open. */
export const replacing = createStore<string | null>(null);
