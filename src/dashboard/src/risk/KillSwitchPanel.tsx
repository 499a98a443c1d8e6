import { useState } from 'react';
import type { Account, SwitchState } from '../api/types';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { formatInstant } from '../money/time';
import { canSetRisk, canTrade } from '../shell/permissions';
import { KillSwitchDialog } from './KillSwitchDialog';

export interface Target { account: string | null; on: boolean }

/** The switches of the firm and of each account, and who threw them. */
export function KillSwitchPanel({ accounts }: { accounts: readonly Account[] }) {
  const desk = useDesk();
  const killSwitch = useStore(desk.killSwitch);
  const [target, setTarget] = useState<Target | null>(null);
  const setsRisk = canSetRisk(desk.me);
  const rows: { name: string; account: string | null; state: SwitchState | null }[] = [
    { name: 'Whole firm', account: null, state: killSwitch?.firm ?? null },
    ...accounts.map(({ account }) => ({
      name: account, account, state: killSwitch?.accounts.find((held) => held.account === account) ?? null,
    })),
  ];

  return (
    <section className="panel" aria-label="Kill switch" data-testid="kill-switch">
      <header><h2 className="grow">Kill switch</h2><span className="dim">Refuses every new order until it is released.</span></header>
      <table className="table">
        <thead><tr><th>Scope</th><th>State</th><th>Reason</th><th className="wide">By</th><th className="wide">Since</th><th><span className="visually-hidden">Actions</span></th></tr></thead>
        <tbody>
          {rows.map(({ name, account, state }) => (
            <tr key={name}>
              <td className="strong">{name}</td>
              <td><span className={`chip ${state?.on ? 'alarm' : 'good'}`}>{state?.on ? 'STOPPED' : 'trading'}</span></td>
              <td>{state?.on ? state.reason : <span className="faint">–</span>}</td>
              <td className="wide">{state?.on ? state.by : <span className="faint">–</span>}</td>
              <td className="wide">{state?.on ? formatInstant(state.at) : <span className="faint">–</span>}</td>
              <td className="num">
                {state?.on
                  ? setsRisk && <button type="button" className="button small" onClick={() => setTarget({ account, on: false })}>Release…</button>
                  : (setsRisk || canTrade(desk.me)) && (
                    <button type="button" className="button small danger-outline" data-testid="kill-on" onClick={() => setTarget({ account, on: true })}>Stop…</button>
                  )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {target && <KillSwitchDialog target={target} onClose={() => setTarget(null)} />}
    </section>
  );
}
