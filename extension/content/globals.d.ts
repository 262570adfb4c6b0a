// What the content scripts of a frame leave for each other. Pages cannot see it.

declare var straightwayStyles: string;
declare var straightwayWebmail: typeof import('./webmail.js').webmailHere;
declare var straightwayFaces: typeof import('./faces.js').createFaces;
declare var straightwayBegan: boolean | undefined;
/** The links of this frame there is something to say about, as the mail has them. Asked by the popup. */
declare var straightwayFound: (() => Promise<import('../protocol.js').Link[]>) | undefined;
