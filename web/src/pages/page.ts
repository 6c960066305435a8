// What a page is: it shows itself for the parameters of the address, and may follow when these change.

export interface Shown {
  title: string;
  /** Follows the address without being built anew; false where it cannot. */
  follow?(parameters: URLSearchParams): boolean | Promise<boolean>;
  /** Gives back what it holds. */
  leave?(): void;
}

export type Page = (main: HTMLElement, parameters: URLSearchParams, signal: AbortSignal) => Promise<Shown>;
