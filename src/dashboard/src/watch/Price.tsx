import { useState } from 'react';
import { formatPrice } from '../money/format';
import { moved, STILL } from './movement';

/** A price that shows when and which way it moves: by colour, by an arrow, and by a flash that fades. */
export function Price({ value, testId }: { value: string | null; testId?: string }) {
  const [movement, setMovement] = useState(() => moved(STILL, value));
  const next = moved(movement, value);
  if (next !== movement) setMovement(next);
  return (
    <span key={next.moves} className={`price ${next.direction ?? ''}`} data-testid={testId}>
      <span className="price-arrow" aria-hidden="true">{next.direction === 'up' ? '▲' : next.direction === 'down' ? '▼' : ''}</span>
      {formatPrice(value)}
    </span>
  );
}
