/** What `make` makes of an application, or of whatever else it is given: at the first call, and the same from then on. It goes with its owner. */
export function onceFor<Owner extends object, Value extends object | string>(make: (owner: Owner) => Value): (owner: Owner) => Value {
  const made = new WeakMap<Owner, Value>();
  return (owner) => {
    const known = made.get(owner);
    if (known !== undefined) return known;
    const value = make(owner);
    made.set(owner, value);
    return value;
  };
}
