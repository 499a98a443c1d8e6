import type { ContingencyType, OrdType } from '../api/types';
import { Segments } from '../controls/Segments';
import { icons } from '../theme/icons';
import { addLeg, editLeg, removeLeg, type Draft, type LegDraft } from './draft';
import { isProtective, ORD_TYPES } from './ordTypes';
import { legsOf, legName, type PlanErrors } from './plan';
import { SideChoice } from './SideChoice';
import { TermsFields } from './TermsFields';

export const CONTINGENCIES: Record<ContingencyType, { label: string; help: string }> = {
  Bracket: { label: 'Bracket', help: 'An entry with a profit target, a stop loss, or both. They wait until it fills, follow what it filled, and the one that fills cancels the other.' },
  OCO: { label: 'OCO', help: 'One cancels the other: all legs work at once, and what one fills the others lose.' },
  OTO: { label: 'OTO', help: 'One triggers the other: the child waits until its parent has filled.' },
};

const ALL = Object.keys(ORD_TYPES) as OrdType[];
const STOPS = ALL.filter(isProtective);
const TARGETS: readonly OrdType[] = ['Limit', 'LimitIfTouched', 'MarketIfTouched'];

interface Props { draft: Draft; errors: PlanErrors['legs']; hints: PlanErrors['legs']; disabled: boolean }

/** The orders of a list after the first. */
export function LegsFields({ draft, errors, hints, disabled }: Props) {
  const { contingency } = draft;
  if (contingency === null) return null;
  const fields = (leg: LegDraft, index: number, types?: readonly OrdType[]) => (
    <TermsFields terms={leg} onChange={(change) => editLeg(index, change)} instrument={draft.instrument} errors={errors[index] ?? {}}
      hints={hints[index] ?? {}} disabled={disabled} testId={`leg-${index + 1}`} withQty={contingency !== 'Bracket'} types={types} />
  );
  return (
    <>
      {legsOf(draft).map((leg, index) => {
        const name = contingency === 'Bracket' ? (index === 0 ? 'Take profit' : 'Stop loss') : legName(contingency, index + 1);
        return (
          <fieldset key={index} className="leg stack" data-testid={`leg-${index + 1}`}>
            <legend className="row">
              {contingency === 'Bracket'
                ? <label className="row"><input type="checkbox" checked={leg.on} disabled={disabled} data-testid={`leg-${index + 1}-on`}
                    onChange={(event) => editLeg(index, { on: event.target.checked })} />{name}</label>
                : name}
              {contingency === 'OCO' && draft.legs.length > 1 && (
                <button type="button" className="button quiet icon small" aria-label={`Remove leg ${index + 2}`} disabled={disabled}
                  onClick={() => removeLeg(index)}>{icons.close}</button>
              )}
            </legend>
            {contingency !== 'Bracket' && <SideChoice label={`Side of ${name}`} value={leg.side} disabled={disabled} testId={`leg-${index + 1}-side`} onChange={(side) => editLeg(index, { side })} />}
            {leg.on && fields(leg, index, contingency === 'Bracket' ? (index === 0 ? TARGETS : STOPS) : undefined)}
          </fieldset>
        );
      })}
      {contingency === 'OCO' && (
        <button type="button" className="button small" disabled={disabled} data-testid="leg-add" onClick={addLeg}>Add a leg</button>
      )}
    </>
  );
}

/** Whether the ticket holds an order alone or a list. */
export function ContingencyChoice({ value, onChange, disabled }: { value: ContingencyType | null; onChange: (value: ContingencyType | null) => void; disabled: boolean }) {
  return (
    <>
      <Segments label="Kind of ticket" value={value ?? 'Single'} disabled={disabled} onChange={(kind) => onChange(kind === 'Single' ? null : kind)} options={[
        { value: 'Single', label: 'Single', testId: 'ticket-kind-single' },
        ...(Object.keys(CONTINGENCIES) as ContingencyType[]).map((kind) => ({ value: kind, label: CONTINGENCIES[kind].label, testId: `ticket-kind-${kind.toLowerCase()}` })),
      ]} />
      {value && <p className="field-hint">{CONTINGENCIES[value].help}</p>}
    </>
  );
}
