/** What the measured page does when it is asked to. */
interface Window {
  mailbox: {
    /** Draws a message. */
    show(markup: string): void;
    /** Draws a message, and tells how many milliseconds it took until its button led to the target. */
    open(markup: string, target: string): Promise<number>;
    /** Adds to the list. */
    scroll(markup: string): void;
  };
}
