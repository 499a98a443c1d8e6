import type { ReactNode } from 'react';

function icon(body: ReactNode) {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.6"
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {body}
    </svg>
  );
}

export const icons = {
  trading: icon(<><path d="M3 14.5 7.5 9l3.5 3.5L17 5.5" /><path d="M13 5.500h4v4" /></>),
  positions: icon(<><path d="M3 10 10 3v7h7A7 7 0 1 1 3 10Z" /><path d="M13 3.700A7 7 0 0 1 16.3 7H13Z" /></>),
  executions: icon(<><path d="M4 5h12M4 10h12M4 15h7" /><path d="m14 15 1.3 1.300L18 13.5" /></>),
  risk: icon(<><path d="M10 2.5 4 5v4.500c0 3.9 2.5 6.7 6 8 3.5-1.3 6-4.1 6-8V5Z" /><path d="M10 7v3.500M10 13.300v.1" /></>),
  broker: icon(<><path d="M7 13 4.8 15.200M13 7l2.2-2.2" /><path d="m8 6 1.5-1.500a3.2 3.2 0 0 1 4.5 0l1.5 1.500a3.2 3.2 0 0 1 0 4.500L14 12" /><path d="m12 14-1.5 1.500a3.2 3.2 0 0 1-4.5 0L4.5 14a3.2 3.2 0 0 1 0-4.500L6 8" /></>),
  balance: icon(<><path d="M10 3v14M5.5 17h9M4 6h12" /><path d="M4 6 2 11.500a2.300 2.300 0 0 0 4 0ZM16 6l-2 5.500a2.300 2.300 0 0 0 4 0Z" /></>),
  jobs: icon(<><circle cx="10" cy="10" r="7" /><path d="M10 6v4.200l2.8 1.800" /></>),
  more: icon(<><circle cx="4.5" cy="10" r="1" /><circle cx="10" cy="10" r="1" /><circle cx="15.5" cy="10" r="1" /></>),
  sun: icon(<><circle cx="10" cy="10" r="3.3" /><path d="M10 2.500v1.600M10 15.900v1.600M2.5 10h1.600M15.9 10h1.600M4.7 4.700l1.1 1.100M14.2 14.200l1.1 1.100M4.7 15.300l1.1-1.100M14.2 5.800l1.1-1.1" /></>),
  moon: icon(<path d="M16.5 12A7 7 0 0 1 8 3.500a7 7 0 1 0 8.5 8.500Z" />),
  user: icon(<><circle cx="10" cy="7" r="3" /><path d="M4 17c.8-3 3.1-4.5 6-4.500s5.2 1.5 6 4.5" /></>),
  close: icon(<path d="m5 5 10 10M15 5 5 15" />),
  warning: icon(<><path d="M10 3 2.5 16.500h15Z" /><path d="M10 8v4M10 14.200v.1" /></>),
  stop: icon(<><path d="M7 2.800h6L17.2 7v6L13 17.200H7L2.8 13V7Z" /><path d="M7 10h6" /></>),
  chevron: icon(<path d="m6 8 4 4 4-4" />),
};
