import { useEffect, useState, type SubmitEvent } from 'react';
import { api } from '../api/client';
import { Segments } from '../controls/Segments';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { useQuote } from '../marketdata/useQuote';
import { formatPrice, formatQty } from '../money/format';
import { chosenAccount } from '../shell/chosenAccount';
import { canTrade } from '../shell/permissions';
import { chooseSymbol, draft as draftStore, edit, type Draft } from './draft';
import { InstrumentSearch } from './InstrumentSearch';
import { prefill } from './prefill';
import { PreviewPanel } from './PreviewPanel';
import type { Submission } from './submission';
import { SubmissionResult } from './SubmissionResult';
import { faults, termsOf, type FieldErrors } from './terms';
import './ticket.css';
import { TicketFields } from './TicketFields';
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
  const terms = termsOf(draft, account);
  const locked = state.phase === 'sending' || state.phase === 'unclear';
  const errors = { ...(tried ? faults(draft, account) : {}), ...fieldErrorsOf(state, draft) };

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
    if (!terms || locked) return;
    await submitter.submit(terms);
  }

  if (!canTrade(desk.me)) {
    return <section className="panel"><div className="body dim">Your roles let you look, not trade.</div></section>;
  }
  return (
    <section className="panel ticket" aria-label="Order ticket" data-testid="ticket">
      <form className="body stack" noValidate onSubmit={(event) => void submit(event)}>
        <Segments label="Side" className="sides" value={draft.side} disabled={locked} onChange={(side) => edit({ side })} options={[
          { value: 'Buy', label: 'Buy', className: 'buy', testId: 'ticket-side-buy' },
          { value: 'Sell', label: 'Sell', className: 'sell', testId: 'ticket-side-sell' },
        ]} />
        <InstrumentSearch symbol={draft.symbol} error={errors.symbol} disabled={locked} onChoose={chooseSymbol} />
        <TicketFields draft={draft} account={account} accounts={names} errors={errors} stale={stale} disabled={locked} />
        <TicketWarnings account={account} />
        <button type="submit" className={`button big block ${draft.side === 'Buy' ? 'buy' : 'sell'}`} disabled={locked} data-testid="ticket-submit">
          {state.phase === 'sending' ? 'Sending…' : terms
            ? <>{terms.side} {formatQty(terms.orderQty)} {terms.symbol} {terms.price === undefined ? 'at market' : `@ ${formatPrice(terms.price)}`}{mode === 'Live' && ' · LIVE'}</>
            : draft.side}
        </button>
        <SubmissionResult state={state} submitter={submitter} />
        <PreviewPanel terms={locked ? null : terms} currency={draft.instrument?.currency ?? ''} />
      </form>
    </section>
  );
}

/** The refusal of a field stands at it until the field says something else. */
function fieldErrorsOf(state: Submission, draft: Draft): FieldErrors {
  if (state.phase !== 'denied' || !state.problem.field) return {};
  const { field, detail } = state.problem;
  const sent = (state.sent as unknown as Record<string, unknown>)[field];
  const now = (draft as unknown as Record<string, unknown>)[field];
  return now === undefined || now === null || now === sent ? { [field]: detail } : {};
}
