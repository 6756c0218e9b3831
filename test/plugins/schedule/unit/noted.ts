/** Runs of the fixture’s jobs. */
export const noted: { readonly text: string; readonly time: number }[] = [];

/** What the next runs do; done, where it says nothing. */
export const plan: ('done' | 'fail' | 'hang' | 'slow')[] = [];

/** For the next test. */
export function forget(): void {
  noted.length = 0;
  plan.length = 0;
}

declare module '#kernel' {
  interface JobData {
    noted: { readonly text: string };
    hopeless: object;
  }
}
