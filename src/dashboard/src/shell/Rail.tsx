import type { MouseEvent } from 'react';
import { useDesk } from '../desk/context';
import { useStorePart } from '../desk/store';
import { needsAttention } from '../orders/attention';
import { Logo } from '../theme/Logo';
import { pages } from './pages';
import { go } from './router';

export function Rail({ current }: { current: string | null }) {
  const desk = useDesk();
  const troubled = useStorePart(desk.orders, (orders) => [...orders.values()].filter(needsAttention).length);

  function follow(event: MouseEvent, path: string) {
    // A new tab is asked for with the usual keys and is left to the browser.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(path);
  }

  return (
    <nav className="rail" aria-label="Pages">
      <div className="rail-logo"><Logo /></div>
      {pages.map((page) => (
        <a key={page.path} href={page.path} className="rail-item" aria-current={page.path === current ? 'page' : undefined}
          onClick={(event) => follow(event, page.path)} data-testid={`nav-${page.path.slice(1)}`}>
          {page.icon}
          <span>{page.label}</span>
          {page.path === '/trading' && troubled > 0 && (
            <span className="rail-badge" title={`${troubled} orders need attention`}>{troubled}</span>
          )}
        </a>
      ))}
    </nav>
  );
}
