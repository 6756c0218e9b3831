// Mocha require()s test files where Node can do that, and then tsx gives every module twice: once required, once imported by the kernel.
// A class would not be `instanceof` itself. So mocha is told that Node cannot, and imports them.
Object.defineProperty(process.features, 'require_module', { value: false });
