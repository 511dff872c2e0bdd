import { useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from '../ConfirmDialog';

interface LeaveGuardProps {
  /** Whether there is something to lose. */
  isDirty: boolean;
  /** The address of what may be lost; links to its siblings, such as other tabs, lose nothing. */
  href: string;
  title: string;
  text: string;
  stayLabel: string;
  leaveLabel: string;
}

/** The link that a click follows in this browser tab, if any. */
function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  const isPlain =
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const link =
    event.target instanceof Element ? event.target.closest('a') : null;
  const leadsAway =
    link?.href && !link.download && (!link.target || link.target === '_self');
  return isPlain && leadsAway ? link : undefined;
}

const isSibling = (link: HTMLAnchorElement, href: string) => {
  const parent = href.slice(0, href.lastIndexOf('/') + 1);
  return (
    link.origin === window.location.origin && link.pathname.startsWith(parent)
  );
};

/**
 * Asks once before a link leads away from what was typed. The router of Backstage cannot be blocked, so clicks are
 * caught before they reach it; before the browser tab is closed or reloaded the browser asks.
 */
export const LeaveGuard = (props: LeaveGuardProps) => {
  const { isDirty, href } = props;
  const [link, setLink] = useState<HTMLAnchorElement>();
  const isLeaving = useRef(false);

  useEffect(() => {
    if (!isDirty) {
      return undefined;
    }
    const onClick = (event: MouseEvent) => {
      const clicked = linkOf(event);
      if (clicked && !isLeaving.current && !isSibling(clicked, href)) {
        event.preventDefault();
        event.stopPropagation();
        setLink(clicked);
      }
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    document.addEventListener('click', onClick, { capture: true });
    window.addEventListener('beforeunload', onUnload);
    return () => {
      document.removeEventListener('click', onClick, { capture: true });
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isDirty, href]);

  return (
    <ConfirmDialog
      open={link !== undefined}
      title={props.title}
      text={props.text}
      cancelLabel={props.stayLabel}
      confirmLabel={props.leaveLabel}
      onCancel={() => setLink(undefined)}
      onConfirm={() => {
        setLink(undefined);
        isLeaving.current = true;
        link?.click();
        isLeaving.current = false;
      }}
    />
  );
};
