import { useState, type SubmitEvent } from 'react';
import { api } from '../api/client';
import { explain } from '../api/problem';
import { Field } from '../controls/Field';
import { useStore } from '../desk/store';
import { ThemeToggle } from '../theme/ThemeToggle';
import { Logo } from '../theme/Logo';
import { icons } from '../theme/icons';
import { endedBecause, keep } from './session';

export function LoginPage() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const ended = useStore(endedBecause);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      keep(await api.login(email.trim(), password));
    } catch (reason) {
      setError(explain(reason));
      setBusy(false);
    }
  }

  return (
    <main className="login">
      <div className="login-theme"><ThemeToggle /></div>
      <form className="panel login-card" onSubmit={(event) => void submit(event)} aria-labelledby="login-title">
        <div className="row"><Logo /><h1 id="login-title">OMS Trading</h1></div>
        <p className="dim">Sign in to your desk.</p>
        {ended && !error && <div className="notice warn" role="status">{icons.warning}<span>{ended}</span></div>}
        {error && <div className="notice bad" role="alert" data-testid="login-error">{icons.warning}<span>{error}</span></div>}
        <Field label="Email" type="email" name="email" autoComplete="username" required autoFocus
          value={email} onChange={(event) => setEmail(event.target.value)} testId="login-email" />
        <Field label="Password" type="password" name="password" autoComplete="current-password" required
          value={password} onChange={(event) => setPassword(event.target.value)} testId="login-password" />
        <button type="submit" className="button primary big block" disabled={busy} data-testid="login-submit">
          {busy ? 'Signing in…' : 'Sign in'}
        </button>
      </form>
    </main>
  );
}
