import { useEffect } from 'react';
import { say } from '../controls/toasts';
import { useDesk } from '../desk/context';
import { newsOf } from './news';

/** Tells the person's own fills and refusals on whatever page they are. */
export function useOrderNews(): void {
  const desk = useDesk();
  useEffect(() => {
    let before = desk.orders.get();
    return desk.orders.subscribe(() => {
      const after = desk.orders.get();
      for (const { tone, text } of newsOf(before, after, desk.me.email)) say(text, tone);
      before = after;
    });
  }, [desk]);
}
