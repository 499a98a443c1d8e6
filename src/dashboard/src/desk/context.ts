import { createContext, use } from 'react';
import type { Desk } from './desk';

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('Used outside of a signed-in screen.');
  return desk;
}
