import type { Me } from '../api/types';

/** What the roles allow on the screen; the server decides in any case. */
export function canTrade(me: Me): boolean {
  return me.roles.includes('Trader') || me.roles.includes('Admin');
}

export function canSetRisk(me: Me): boolean {
  return me.roles.includes('RiskManager') || me.roles.includes('Admin');
}

export function isAdmin(me: Me): boolean {
  return me.roles.includes('Admin');
}
