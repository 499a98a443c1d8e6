import { useId, type KeyboardEvent, type ReactNode } from 'react';
import type { OrdType, TimeInForce } from '../api/types';
import { Field } from '../controls/Field';
import { add, negate, parse, sign, toText } from '../money/decimal';
import { edit, typePrice, type Draft } from './draft';
import { advice, type FieldErrors } from './terms';

interface Props { draft: Draft; account: string | null; accounts: readonly string[]; errors: FieldErrors; stale: boolean; disabled: boolean }

export function TicketFields({ draft, account, accounts, errors, stale, disabled }: Props) {
  const hints = advice(draft);
  return (
    <>
      <div className="ticket-grid">
        <Field label="Quantity" inputMode="decimal" autoComplete="off" placeholder="0" className="num" testId="ticket-qty" disabled={disabled}
          value={draft.orderQty} error={errors.orderQty} hint={hints.orderQty} onChange={(event) => edit({ orderQty: event.target.value })}
          onKeyDown={(event) => step(event, draft.orderQty, draft.instrument?.lotSize ?? '1', (orderQty) => edit({ orderQty }))} />
        <Choice label="Type" testId="ticket-type" value={draft.ordType} disabled={disabled} onChange={(value) => edit({ ordType: value as OrdType })}>
          <option>Limit</option><option>Market</option>
        </Choice>
        <Field label="Limit price" inputMode="decimal" autoComplete="off" className="num" testId="ticket-price"
          placeholder={draft.ordType === 'Market' ? 'market' : '0.00'} disabled={disabled || draft.ordType === 'Market'}
          value={draft.ordType === 'Market' ? '' : draft.price} error={errors.price}
          hint={hints.price ?? (stale && draft.symbol !== '' && draft.price === '' && draft.ordType === 'Limit' ? 'No fresh quote to prefill.' : null)}
          onChange={(event) => typePrice(event.target.value)}
          onKeyDown={(event) => step(event, draft.price, draft.instrument?.tickSize ?? '0.01', typePrice)} />
        <Choice label="Time in force" testId="ticket-tif" value={draft.timeInForce} disabled={disabled}
          onChange={(value) => edit({ timeInForce: value as TimeInForce })}>
          <option>Day</option><option>GTC</option><option>IOC</option><option>FOK</option>
        </Choice>
      </div>
      {(accounts.length > 1 || errors.account) && (
        <Choice label="Account" testId="ticket-account" value={account ?? ''} disabled={disabled} error={errors.account}
          onChange={(value) => edit({ account: value })}>
          {account === null && <option value="">Choose…</option>}
          {accounts.map((name) => <option key={name}>{name}</option>)}
        </Choice>
      )}
      {Object.entries(errors).filter(([name]) => !['symbol', 'orderQty', 'price', 'account'].includes(name)).map(([name, text]) => (
        <span key={name} className="field-error" role="alert">{name}: {text}</span>
      ))}
    </>
  );
}

interface ChoiceProps {
  label: string; value: string; onChange: (value: string) => void; children: ReactNode; testId: string; disabled?: boolean; error?: string;
}

function Choice({ label, value, onChange, children, testId, disabled, error }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" data-testid={testId} value={value} disabled={disabled} aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.value)}>{children}</select>
      {error && <span className="field-error" role="alert">{error}</span>}
    </div>
  );
}

/** The arrow keys move by one increment, ten with Shift. */
function step(event: KeyboardEvent, text: string, increment: string, set: (next: string) => void) {
  const by = parse(increment);
  if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !by || sign(by) <= 0) return;
  event.preventDefault();
  const size = event.shiftKey ? { ...by, units: by.units * 10n } : by;
  const next = add(parse(text) ?? { units: 0n, scale: 0 }, event.key === 'ArrowUp' ? size : negate(size));
  if (sign(next) > 0) set(toText(next));
}
