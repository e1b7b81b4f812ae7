PAPERS = ()
