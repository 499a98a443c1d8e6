import { useEffect, useState, type SubmitEvent } from 'react';
import { api } from '../api/client';
import { Choice } from '../controls/Choice';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { useQuote } from '../marketdata/useQuote';
import { formatQty } from '../money/format';
import { priceText, sideText } from '../orders/termsText';
import { chosenAccount } from '../shell/chosenAccount';
import { canTrade } from '../shell/permissions';
import { chooseContingency, chooseSymbol, draft as draftStore, edit, typePrice, type TermsDraft } from './draft';
import { InstrumentSearch } from './InstrumentSearch';
import { ContingencyChoice, LegsFields } from './LegsFields';
import { planAdvice, planFaults, planOf, type Plan, type PlanErrors } from './plan';
import { prefill } from './prefill';
import { PreviewPanel } from './PreviewPanel';
import { SideChoice } from './SideChoice';
import { SubmissionResult } from './SubmissionResult';
import { refusedFields } from './refusal';
import './ticket.css';
import { TermsFields } from './TermsFields';
import { TicketWarnings } from './TicketWarnings';
import { useSubmitter } from './useSubmitter';

export function Ticket() {
  const desk = useDesk();
  const draft = useStore(draftStore);
  const chosen = useStore(chosenAccount);
  const accounts = useStore(desk.accounts);
  const submitter = useSubmitter();
  const state = useStore(submitter.state);
  const [tried, setTried] = useState(false);
  const names = accounts.map((held) => held.account);
  // With several accounts in view none is taken for granted: an order in the wrong one is worse than one more choice.
  const account = [draft.account, chosen, names.length === 1 ? names[0] : null].find((name) => name && names.includes(name)) ?? null;
  const mode = accounts.find((held) => held.account === account)?.mode;
  const { quote, stale } = useQuote(draft.symbol, account);
  const plan = planOf(draft, account);
  const locked = state.phase === 'sending' || state.phase === 'unclear';
  const errors = both(refusedFields(state, draft), tried ? planFaults(draft, account) : NO_ERRORS);
  const hints = planAdvice(draft, stale ? null : quote);
  if (draft.ordType === 'Limit' && stale && draft.symbol !== '' && draft.price === '') hints.first.price ??= 'No fresh quote to prefill.';

  // A choice in the top bar is the latest word on the account.
  useEffect(() => chosenAccount.subscribe(() => edit({ account: null })), []);
  // An empty ticket after an accepted order is no fault.
  useEffect(() => submitter.state.subscribe(() => { if (submitter.state.get().phase === 'accepted') setTried(false); }), [submitter]);
  useEffect(() => prefill(draft, quote, stale), [draft, quote, stale]);
  useEffect(() => {
    if (draft.symbol === '' || draft.instrument?.symbol === draft.symbol) return;
    let wanted = true;
    api.instruments(draft.symbol).then((list) => {
      const exact = list.find((item) => item.symbol === draft.symbol);
      if (wanted && exact) chooseSymbol(draft.symbol, exact);
    }, () => undefined);
    return () => { wanted = false; };
  }, [draft.symbol, draft.instrument]);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setTried(true);
    if (!plan || locked) return;
    const [order] = plan.orders;
    if (plan.contingency && account) await submitter.submit({ account, contingencyType: plan.contingency, orders: [...plan.orders] });
    else if (order) await submitter.submit(order);
  }

  if (!canTrade(desk.me)) {
    return <section className="panel"><div className="body dim">Your roles let you look, not trade.</div></section>;
  }
  return (
    <section className="panel ticket" aria-label="Order ticket" data-testid="ticket">
      <form className="body stack" noValidate onSubmit={(event) => void submit(event)}>
        <ContingencyChoice value={draft.contingency} onChange={chooseContingency} disabled={locked} />
        <SideChoice label="Side" value={draft.side} disabled={locked} testId="ticket-side" onChange={(side) => edit({ side })} />
        <InstrumentSearch symbol={draft.symbol} error={errors.first.symbol} disabled={locked} onChoose={chooseSymbol} />
        <TermsFields terms={draft} onChange={change} instrument={draft.instrument} errors={errors.first} hints={hints.first} disabled={locked} testId="ticket" />
        <LegsFields draft={draft} errors={errors.legs} hints={hints.legs} disabled={locked} />
        {(names.length > 1 || errors.first.account) && (
          <Choice label="Account" testId="ticket-account" value={account ?? ''} disabled={locked} error={errors.first.account} onChange={(value) => edit({ account: value })}>
            {account === null && <option value="">Choose…</option>}
            {names.map((name) => <option key={name}>{name}</option>)}
          </Choice>
        )}
        <Leftover errors={errors} />
        <TicketWarnings account={account} />
        <button type="submit" className={`button big block ${draft.side === 'Buy' ? 'buy' : 'sell'}`} disabled={locked} data-testid="ticket-submit">
          {state.phase === 'sending' ? 'Sending…' : plan ? <>{inShort(plan)}{mode === 'Live' && ' · LIVE'}</> : sideText(draft.side)}
        </button>
        <SubmissionResult state={state} submitter={submitter} />
        <PreviewPanel plan={locked ? null : plan} currency={draft.instrument?.currency ?? ''} />
      </form>
    </section>
  );
}

const NO_ERRORS: PlanErrors = { first: {}, legs: [] };
const SHOWN = ['symbol', 'account', 'orderQty', 'ordType', 'price', 'stopPx', 'trail', 'limitOffset', 'pegOffset', 'timeInForce', 'expireTime'];

/** What was refused and has no field in the form to stand at. */
function Leftover({ errors }: { errors: PlanErrors }) {
  return [errors.first, ...errors.legs].flatMap((part, place) => Object.entries(part).filter(([name]) => !SHOWN.includes(name)).map(([name, text]) => (
    <span key={`${place}/${name}`} className="field-error" role="alert">{text}</span>
  )));
}

/** A limit that was typed is never written over by a quote. */
function change(terms: Partial<TermsDraft>) {
  if (terms.price === undefined) edit(terms);
  else typePrice(terms.price);
}

function inShort({ contingency, orders: [first, ...rest] }: Plan): string {
  if (!first) return '';
  const at = first.ordType === 'Market' ? 'at market' : `@ ${priceText(first)}`;
  return `${contingency ? `${contingency}: ` : ''}${sideText(first.side)} ${formatQty(first.orderQty)} ${first.symbol} ${at}${contingency ? ` +${rest.length}` : ''}`;
}

/** The server's word on a field goes before our own. */
function both(refused: PlanErrors, found: PlanErrors): PlanErrors {
  return { first: { ...found.first, ...refused.first }, legs: refused.legs.map((leg, index) => ({ ...found.legs[index], ...leg })) };
}
