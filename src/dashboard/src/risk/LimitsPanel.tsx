import { useState } from 'react';
import { api } from '../api/client';
import type { Account, RiskLimits } from '../api/types';
import { Failure, Loading } from '../controls/States';
import { useLoad } from '../controls/useLoad';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { UNKNOWN, formatQty } from '../money/format';
import { canSetRisk } from '../shell/permissions';
import { LimitsForm } from './LimitsForm';

export function LimitsPanel({ account }: { account: Account }) {
  const desk = useDesk();
  const changes = useStore(desk.accountsChanged);
  const [editing, setEditing] = useState(false);
  const limits = useLoad(`limits of ${account.account}@${changes}`, () => api.limits(account.account));

  return (
    <section className="panel" aria-label={`Limits of ${account.account}`} data-testid={`limits-${account.account}`}>
      <header>
        <h2 className="grow">{account.account} <span className="dim">{account.name}</span></h2>
        <span className={`chip ${account.mode === 'Live' ? 'alarm' : 'info hollow'}`}>{account.mode.toUpperCase()}</span>
        {limits.value && <span className="faint">version {limits.value.version}</span>}
        {canSetRisk(desk.me) && !editing && limits.value && (
          <button type="button" className="button small" data-testid="limits-edit" onClick={() => setEditing(true)}>Edit</button>
        )}
      </header>
      <div className="body">
        {limits.error !== null && <Failure error={limits.error} retry={limits.reload} />}
        {!limits.value && limits.loading && <Loading what="limits" />}
        {!limits.value && !limits.loading && limits.error === null && (
          <div className="notice warn">No limits can be read here. Where none are set, every order of the account is refused.</div>
        )}
        {limits.value && (editing
          ? <LimitsForm limits={limits.value} onDone={(saved) => { if (saved) limits.set(saved); setEditing(false); }} />
          : <Shown limits={limits.value} />)}
      </div>
    </section>
  );
}

function Shown({ limits }: { limits: RiskLimits }) {
  return (
    <dl className="facts">
      <dt>Largest order quantity</dt><dd>{limit(limits.maxOrderQty)}</dd>
      <dt>Largest order value</dt><dd>{limit(limits.maxNotional)}</dd>
      <dt>Price collar</dt><dd>{limit(limits.priceCollarPercent)}{limits.priceCollarPercent !== null && ' %'}</dd>
      <dt>Oldest usable price</dt><dd>{limit(String(limits.priceAgeMaxSeconds ?? ''))} s</dd>
      <dt>Restricted symbols</dt><dd>{limits.restricted.length === 0 ? 'none' : limits.restricted.join(', ')}</dd>
    </dl>
  );
}

/** An unset limit refuses; it does not allow everything. */
function limit(value: string | null) {
  const text = formatQty(value);
  return text === UNKNOWN ? <span className="warn-text">not set: refuses</span> : text;
}
