import { useEffect, useRef, useState, type MouseEvent } from 'react';
import { useDesk } from '../desk/context';
import { icons } from '../theme/icons';
import { Logo } from '../theme/Logo';
import { pages, type PageEntry } from './pages';
import { go } from './router';

/** So many entries fit the foot of a phone; the rest is behind one press. */
const ON_PHONE = 4;

/** All pages, the desk's above the administration's. */
export function Rail({ current }: { current: string | null }) {
  const { me } = useDesk();
  const [open, setOpen] = useState(false);
  const rail = useRef<HTMLElement>(null);
  const here = pages.filter((page) => page.allowed?.(me) ?? true);
  const desk = here.filter((page) => page.section !== 'admin');
  const admin = here.filter((page) => page.section === 'admin');
  const rest = [...desk.slice(ON_PHONE), ...admin];

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => { if (!rail.current?.contains(event.target as Node)) setOpen(false); };
    const escape = (event: KeyboardEvent) => { if (event.key === 'Escape') setOpen(false); };
    document.addEventListener('mousedown', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('mousedown', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [open]);

  const item = (page: PageEntry) => <Item key={page.path} page={page} current={page.path === current} onGo={() => setOpen(false)} />;
  return (
    <nav className="rail" aria-label="Pages" ref={rail}>
      <div className="rail-logo"><Logo /></div>
      {desk.slice(0, ON_PHONE).map(item)}
      <div className={`rail-rest ${open ? 'open' : ''}`} id="rail-rest">
        {desk.slice(ON_PHONE).map(item)}
        {admin.length > 0 && <span className="rail-section">Admin</span>}
        {admin.map(item)}
      </div>
      {rest.length > 0 && (
        <button type="button" className={`rail-item rail-more ${rest.some((page) => page.path === current) ? 'holds-current' : ''}`}
          aria-expanded={open} aria-controls="rail-rest" data-testid="nav-more" onClick={() => setOpen(!open)}>
          {icons.more}<span>More</span>
          {!open && rest.map(({ path, badge: Badge }) => Badge && <Badge key={path} />)}
        </button>
      )}
    </nav>
  );
}

function Item({ page, current, onGo }: { page: PageEntry; current: boolean; onGo: () => void }) {
  const Badge = page.badge;

  function follow(event: MouseEvent) {
    // A new tab is asked for with the usual keys and is left to the browser.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onGo();
    go(page.path);
  }

  return (
    <a href={page.path} className="rail-item" aria-current={current ? 'page' : undefined} onClick={follow}
      data-testid={`nav-${page.path.slice(1).replaceAll('/', '-')}`}>
      {page.icon}
      <span>{page.label}</span>
      {Badge && <Badge />}
    </a>
  );
}
