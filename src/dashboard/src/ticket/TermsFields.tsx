import type { KeyboardEvent } from 'react';
import type { Instrument, OrdType, TimeInForce } from '../api/types';
import { Choice } from '../controls/Choice';
import { Field } from '../controls/Field';
import { add, negate, parse, sign, toText } from '../money/decimal';
import type { TermsDraft } from './draft';
import { isAuction, needs, ORD_TYPES, TIF_HELP, uses, type PriceField } from './ordTypes';
import { mayTradeOutside, type FieldErrors } from './terms';

interface Props {
  terms: TermsDraft;
  onChange: (change: Partial<TermsDraft>) => void;
  instrument: Instrument | null;
  errors: FieldErrors;
  hints: FieldErrors;
  disabled: boolean;
  /** Starts the test ids, which are the same for every order of a ticket. */
  testId: string;
  /** False where the quantity comes from another order. */
  withQty?: boolean;
  types?: readonly OrdType[];
}

const ALL_TYPES = Object.keys(ORD_TYPES) as OrdType[];

/** The fields that the type of an order needs, and no others. */
export function TermsFields({ terms, onChange, instrument, errors, hints, disabled, testId, withQty = true, types = ALL_TYPES }: Props) {
  const { help, tifs } = ORD_TYPES[terms.ordType];
  const tick = instrument?.tickSize ?? '0.01';
  const price = (field: PriceField, label: string, increment = tick) => uses(terms.ordType, field) && (
    <Field label={`${label}${needs(terms.ordType, field) ? '' : ' (optional)'}`} inputMode="decimal" autoComplete="off" className="num" testId={`${testId}-${field}`}
      placeholder="0.00" disabled={disabled} value={terms[field]} error={errors[field]} hint={hints[field]} onChange={(event) => onChange({ [field]: event.target.value })}
      onKeyDown={(event) => step(event, terms[field], increment, (next) => onChange({ [field]: next }))} />
  );
  const isTrailing = uses(terms.ordType, 'trail');
  return (
    <div className="stack terms">
      <div className="ticket-grid">
        {withQty && (
          <Field label="Quantity" inputMode="decimal" autoComplete="off" placeholder="0" className="num" testId={`${testId}-qty`} disabled={disabled}
            value={terms.orderQty} error={errors.orderQty} hint={hints.orderQty} onChange={(event) => onChange({ orderQty: event.target.value })}
            onKeyDown={(event) => step(event, terms.orderQty, instrument?.lotSize ?? '1', (orderQty) => onChange({ orderQty }))} />
        )}
        <Choice label="Type" testId={`${testId}-type`} value={terms.ordType} disabled={disabled} error={errors.ordType}
          onChange={(value) => onChange({ ordType: value as OrdType })}>
          {types.map((type) => <option key={type} value={type}>{ORD_TYPES[type].label}</option>)}
        </Choice>
        {isTrailing && (
          <>
            {price('trail', terms.trailBy === 'percent' ? 'Trail, percent' : 'Trail, amount', terms.trailBy === 'percent' ? '0.1' : tick)}
            <Choice label="Trail by" testId={`${testId}-trailBy`} value={terms.trailBy} disabled={disabled}
              onChange={(value) => onChange({ trailBy: value as TermsDraft['trailBy'], trail: '' })}>
              <option value="amount">Amount</option><option value="percent">Percent</option>
            </Choice>
          </>
        )}
        {price('stopPx', isTrailing ? 'First trigger' : 'Trigger price')}
        {price('limitOffset', 'Limit offset')}
        {price('pegOffset', 'Offset')}
        {price('price', needs(terms.ordType, 'price') ? 'Limit price' : 'Cap')}
        {!isAuction(terms.ordType) && (
          <Choice label="Time in force" testId={`${testId}-tif`} value={terms.timeInForce} disabled={disabled} error={errors.timeInForce}
            onChange={(value) => onChange({ timeInForce: value as TimeInForce })}>
            {tifs.map((tif) => <option key={tif} value={tif} title={TIF_HELP[tif]}>{tif === 'AtTheOpening' ? 'At the opening' : tif}</option>)}
          </Choice>
        )}
        {terms.timeInForce === 'GTD' && (
          <Field label="Ends at (your time)" type="datetime-local" testId={`${testId}-expireTime`} disabled={disabled} value={terms.expireTime}
            error={errors.expireTime} onChange={(event) => onChange({ expireTime: event.target.value })} />
        )}
      </div>
      <p className="field-hint" data-testid={`${testId}-help`}>{help}{terms.timeInForce !== 'Day' && terms.timeInForce !== 'GTC' && ` ${TIF_HELP[terms.timeInForce]}`}</p>
      {mayTradeOutside(terms) && (
        <label className="row dim check-line">
          <input type="checkbox" data-testid={`${testId}-outsideRth`} checked={terms.outsideRth} disabled={disabled}
            onChange={(event) => onChange({ outsideRth: event.target.checked })} />
          Also outside regular trading hours
        </label>
      )}
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
