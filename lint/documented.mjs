const reason = 'every export has one sentence of doc: what and why, not how; shapes, units, errors';

/** Reports an export that declares something no doc comment precedes. */
export const documented = {
  create(context) {
    const check = (node) => {
      if (!node.declaration?.type.endsWith('Declaration')) return;
      const comment = context.sourceCode.getCommentsBefore(node).at(-1);
      if (comment?.type === 'Block' && comment.value.startsWith('*')) return;
      context.report({ node: node.declaration.id ?? node, message: reason });
    };
    return { ExportNamedDeclaration: check, ExportDefaultDeclaration: check };
  },
};
