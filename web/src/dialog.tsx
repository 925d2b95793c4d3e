import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A window over the page; Esc and a press outside close it, and focus goes back to where it was. */
export function Dialog(props: { title: string; onClose: () => void; children: ComponentChildren }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = ref.current;
    const closed = () => props.onClose();
    element?.showModal();
    element?.addEventListener('close', closed);
    return () => {
      element?.removeEventListener('close', closed);
      // Gives the focus back to what had it, if it is still open.
      element?.close();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog
    <dialog ref={ref} aria-labelledby="dialog-title" onClick={(e) => e.target === ref.current && props.onClose()}>
      <div class="dialog-body">
        <div class="dialog-head">
          <h2 id="dialog-title">{props.title}</h2>
          <button type="button" class="plain" aria-label="Close" onClick={props.onClose}>
            ×
          </button>
        </div>
        {props.children}
      </div>
    </dialog>
  );
}
