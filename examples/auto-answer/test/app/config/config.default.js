/** Long enough to be killed within it. */
export default { autoAnswer: { delay: 2000 } };
