/** One import: paths relative to the root. */
export interface Edge {
  from: string;
  to: string;
  isType: boolean;
}

/** Why one file of ours must not import another; undefined when it may. */
export function objection(edge: Edge): string | undefined;
