import { Component, type ReactNode } from 'react';
import { Failure } from '../controls/States';

/** A page that fails says so and leaves the rest of the screen, the connection states above all, standing. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <div className="page-failure"><Failure error={this.state.error} retry={() => location.reload()} /></div>;
  }
}
