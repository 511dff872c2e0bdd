import { MouseEvent, ReactNode } from 'react';

/** Clicks that open a link in another tab or window are the browser's. */
const isPlainClick = (event: MouseEvent) =>
  event.button === 0 &&
  !event.metaKey &&
  !event.ctrlKey &&
  !event.shiftKey &&
  !event.altKey;

interface RowLinkProps {
  href: string;
  className: string;
  title?: string;
  children: ReactNode;
  onFollow: () => void;
}

/** A real link that does not listen to the address, as every link of the router does: a hundred rows have some. */
export const RowLink = (props: RowLinkProps) => {
  const { href, className, title, children, onFollow } = props;
  return (
    <a
      href={href}
      className={className}
      title={title}
      dir="auto"
      onClick={event => {
        if (isPlainClick(event)) {
          event.preventDefault();
          onFollow();
        }
      }}
    >
      {children}
    </a>
  );
};
