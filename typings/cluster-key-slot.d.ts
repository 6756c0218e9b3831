// cluster-key-slot brings no types. What is used of it, as version 1.1 has it.
declare module 'cluster-key-slot' {
  /** The slot of a key in a Redis Cluster, 0 to 16383: of what stands in its first braces, or of all of it. */
  export default function slotOf(key: string): number;
}
