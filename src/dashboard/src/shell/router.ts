import { createStore, useStore } from '../desk/store';

export interface Place { path: string; query: URLSearchParams }

const place = createStore<Place>(read());
window.addEventListener('popstate', () => place.set(read()));

export function usePlace(): Place {
  return useStore(place);
}

export function go(path: string, query?: Record<string, string>): void {
  const search = query ? `?${new URLSearchParams(query).toString()}` : '';
  history.pushState(null, '', path + search);
  place.set(read());
}

/** Changes one query value in place, without a new entry in the history. */
export function setQuery(name: string, value: string | null): void {
  const query = new URLSearchParams(location.search);
  if (value === null) query.delete(name);
  else query.set(name, value);
  const search = query.toString();
  history.replaceState(null, '', location.pathname + (search ? `?${search}` : ''));
  place.set(read());
}

function read(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}
