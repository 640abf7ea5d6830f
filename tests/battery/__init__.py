"""Hostile, broken and odd-looking submissions: the proof that marking can be trusted.

``frame``     what a submission is, what it deserves, and the host that it must leave alone;
``broken``    accidents, which must cost nothing;
``odd``       right answers that look unusual, and must keep their points;
``endings``, ``floods``, ``lies``, ``tampering``, ``counting``, ``speaking``, ``prying``, ``messages``
              code that loops, dies, lies, tampers, escapes counting, forges replies, pries or shouts, and
              must earn nothing and harm nobody;
``bench``     marks a class of them with `pixgrad grade`'s own code and looks at what is left;
``run``       the whole battery from the command line.
"""
