import { useEffect, useRef, useState } from 'react';
import { signOut } from '../auth/signOut';
import { Segments } from '../controls/Segments';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { icons } from '../theme/icons';
import { chooseTheme, themeChoice } from '../theme/theme';

export function UserMenu() {
  const { me } = useDesk();
  const choice = useStore(themeChoice);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const outside = (event: MouseEvent) => { if (!box.current?.contains(event.target as Node)) setOpen(false); };
    const escape = (event: KeyboardEvent) => { if (event.key === 'Escape') setOpen(false); };
    document.addEventListener('mousedown', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('mousedown', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);

  return (
    <div className="user-menu" ref={box}>
      <button type="button" className="button quiet icon" aria-haspopup="true" aria-expanded={open} aria-label={`User menu of ${me.email}`}
        data-testid="user-menu" onClick={() => setOpen(!open)}>
        {icons.user}
      </button>
      {open && (
        <div className="panel user-card">
          <div>
            <div className="strong">{me.name ?? me.email}</div>
            <div className="dim">{me.email}</div>
          </div>
          <dl className="facts">
            <dt>Firm</dt><dd>{me.firm}</dd>
            <dt>Roles</dt><dd>{me.roles.join(', ') || 'none'}</dd>
          </dl>
          <Segments label="Theme" value={choice} onChange={chooseTheme} options={[
            { value: 'system', label: 'System' }, { value: 'dark', label: 'Dark' }, { value: 'light', label: 'Light' },
          ]} />
          <a href="/api/docs" target="_blank" rel="noreferrer" data-testid="api-docs">API reference</a>
          <button type="button" className="button block" data-testid="logout" onClick={() => void signOut()}>Sign out</button>
        </div>
      )}
    </div>
  );
}
