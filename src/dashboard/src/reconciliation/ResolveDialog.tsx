import { useState, type SubmitEvent } from 'react';
import { api } from '../api/client';
import { explain } from '../api/problem';
import type { Break, BreakAction } from '../api/types';
import { Dialog } from '../controls/Dialog';
import { Field } from '../controls/Field';
import { say } from '../controls/toasts';
import { ACTION_WORDS, CLASS_WORDS, sidesOf, stakeOf } from './breaks';

/** Settling a break goes with a reason, which the journal keeps. */
export function ResolveDialog({ found, onClose }: { found: Break; onClose: () => void }) {
  const [action, setAction] = useState<BreakAction>(found.suggestedAction ?? found.allowedActions[0] ?? 'Ignore');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await api.resolveBreak(found.id, action, reason.trim());
      say(`${found.id}: ${ACTION_WORDS[action].label.toLowerCase()}.`);
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  }

  return (
    <Dialog title={`${found.id}: ${CLASS_WORDS[found.class]}`} onClose={onClose} testId="resolve-dialog">
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="dim">{found.detail}</p>
        <dl className="facts">
          <dt>Ours / theirs</dt><dd>{sidesOf(found)}</dd>
          <dt>At stake</dt><dd>{stakeOf(found)}</dd>
        </dl>
        <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="dim">What is to be done</legend>
          {found.allowedActions.map((choice) => (
            <label key={choice} className="row">
              <input type="radio" name="action" value={choice} checked={choice === action} data-testid={`resolve-${choice}`}
                onChange={() => setAction(choice)} />
              <span>{ACTION_WORDS[choice].label}{choice === found.suggestedAction && <span className="faint"> (suggested)</span>}</span>
            </label>
          ))}
        </fieldset>
        <p className="faint">{ACTION_WORDS[action].effect}</p>
        <Field label="Reason" required autoFocus value={reason} testId="resolve-reason" placeholder="Kept in the journal"
          onChange={(event) => setReason(event.target.value)} />
        {error !== null && <div className="notice bad" role="alert">{explain(error)}</div>}
        <div className="row dialog-buttons">
          <button type="button" className="button" onClick={onClose}>Leave as it is</button>
          <button type="submit" className="button primary" data-testid="resolve-confirm" disabled={busy || reason.trim() === ''}>
            {busy ? 'Asking…' : ACTION_WORDS[action].label}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
