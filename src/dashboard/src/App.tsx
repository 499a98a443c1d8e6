import { session } from './auth/session';
import { LoginPage } from './auth/LoginPage';
import { SignedIn } from './auth/SignedIn';
import { Toasts } from './controls/toasts';
import { useStorePart } from './desk/store';

export function App() {
  const signedIn = useStorePart(session, (held) => held !== null);
  return (
    <>
      {signedIn ? <SignedIn /> : <LoginPage />}
      <Toasts />
    </>
  );
}
