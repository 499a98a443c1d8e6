import { api } from '../api/client';
import { drop, session } from './session';

/** Leaves at once; telling the server is tried, but a server that is away keeps nobody signed in. */
export async function signOut(): Promise<void> {
  const held = session.get();
  const told = held ? api.logout(held.refreshToken).catch(() => undefined) : Promise.resolve();
  await Promise.race([told, new Promise((resolve) => setTimeout(resolve, 1500))]);
  drop(null);
}
