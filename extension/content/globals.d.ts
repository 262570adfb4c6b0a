// What the content scripts of a frame leave for each other. Pages cannot see it.

declare var straightwayStyles: string;
declare var straightwayWebmail: typeof import('./webmail.js').webmailHere;
/** `null`: the page around this frame does the work in it. */
declare var straightwayReach: typeof import('./reach.js').createReach | null;
declare var straightwayFaces: typeof import('./faces.js').createFaces;
declare var straightwayMailbox: typeof import('./mailbox.js').createMailbox;
declare var straightwayBegan: boolean | undefined;
/** Begins again in a frame that was switched off. Called when the scripts are put into it once more. */
declare var straightwayAgain: (() => void) | undefined;
/** The links of this frame there is something to say about, as the mail has them. Asked by the popup. */
declare var straightwayFound: (() => Promise<import('../protocol.js').Link[]>) | undefined;
/** What there is to say of this frame in a word. Asked for the toolbar. */
declare var straightwayState: (() => import('../protocol.js').State) | undefined;
